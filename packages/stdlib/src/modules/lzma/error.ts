// The exception LZMAError. lib: lzma; CPython: Modules/_lzmamodule.c
import { defineException, exceptionTypes, newException } from '@typhon/objspace'

export const lzmaError = defineException('_lzma', 'LZMAError', exceptionTypes.Exception, 'What liblzma complains of.')

export const lzmaFailure = (message: string): unknown => newException(lzmaError, [message])
export const corrupt = (): unknown => lzmaFailure('Corrupt input data')
export const badFormat = (): unknown => lzmaFailure('Input format not supported by decoder')
export const badOptions = (): unknown => lzmaFailure('Invalid or unsupported options')
export const internal = (): unknown => lzmaFailure('Internal error')
