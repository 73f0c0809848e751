/** The few icons of the shell, drawn on a 20 px grid; they stand beside words or have a label. */

const paths = {
  search: 'M9 3a6 6 0 1 0 3.7 10.7l3.8 3.8 1-1-3.8-3.8A6 6 0 0 0 9 3Zm0 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z',
  bell: 'M10 2.5a5 5 0 0 0-5 5v3.2L3.5 13.5V15h13v-1.5L15 10.7V7.5a5 5 0 0 0-5-5Zm-3.5 5a3.5 3.5 0 1 1 7 0v3.6l1.3 2.4H5.2l1.3-2.4V7.5ZM8 16h4a2 2 0 0 1-4 0Z',
  menu: 'M3 5h14v1.5H3V5Zm0 4.25h14v1.5H3v-1.5ZM3 13.5h14V15H3v-1.5Z',
  person:
    'M10 3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Zm-2 3.5a2 2 0 1 1 4 0 2 2 0 0 1-4 0ZM3.5 16.5c0-3 2.9-5 6.5-5s6.5 2 6.5 5V17H15v-.5c0-1.900-2.100-3.500-5-3.500s-5 1.600-5 3.500v.5H3.500v-.5Z',
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="zb-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={paths[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
