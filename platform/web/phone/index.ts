/** The kit of the phone app: no antd here, its first load stays small. */
export { Countdown } from '../kit/Countdown.tsx';
export * from '../kit/dates.ts';
export { type Fact, Facts } from '../kit/Facts.tsx';
export { FileList } from '../kit/files/FileList.tsx';
export { useNewId } from '../kit/form/use-new-id.ts';
export { type NextStep, NextStepCard } from '../kit/NextStepCard.tsx';
export { Card, Section } from '../kit/Section.tsx';
export { Empty, Failure, Loading, NoPermission } from '../kit/States.tsx';
export { Absent, type GradeLevel, GradeTag, StatusTag } from '../kit/Tags.tsx';
export { Timeline, type TimelineEntry } from '../kit/Timeline.tsx';
export { PasswordInput } from '../plain/PasswordInput.tsx';
export { PlainField } from '../plain/PlainField.tsx';
export { Choices } from './Choices.tsx';
export { type PhoneItem, PhoneList } from './PhoneList.tsx';
export { type AnswerControl, PhoneTask } from './PhoneTask.tsx';
export { PhotoField } from './PhotoField.tsx';
export { DateAnswer, TextAnswer } from './TextAnswer.tsx';
