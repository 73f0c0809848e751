import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { usePageTitle } from '../../shell/page-title.ts';
import { KitForm, type KitFormProps } from './KitForm.tsx';

interface FormPageProps<S extends z.ZodType> extends KitFormProps<S> {
  readonly title: string;
  /** What this is for and what happens with it, in one or two sentences. */
  readonly lead?: ReactNode;
}

/** A form on its own page. */
export function FormPage<S extends z.ZodType>({ title, lead, ...form }: FormPageProps<S>) {
  usePageTitle(title);
  return (
    <div className="zb-form-page">
      <h1>{title}</h1>
      {lead && <p className="zb-form-lead">{lead}</p>}
      <KitForm {...form} />
    </div>
  );
}

interface FormDrawerProps<S extends z.ZodType> extends FormPageProps<S> {
  readonly open: boolean;
  readonly onCancel: () => void;
}

/** A form beside the record it belongs to; what is typed is lost only by cancelling. */
export function FormDrawer<S extends z.ZodType>({ open, title, lead, ...form }: FormDrawerProps<S>) {
  return (
    <Drawer open={open} title={title} onClose={form.onCancel} size={520} mask={{ closable: false }} destroyOnHidden>
      {lead && <p className="zb-form-lead">{lead}</p>}
      <KitForm {...form} />
    </Drawer>
  );
}
